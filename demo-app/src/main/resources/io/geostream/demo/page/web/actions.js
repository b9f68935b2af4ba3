// What the buttons do. The header shows the server that no other web site has sent the request.
async function act(action) {
  try {
    const response = await fetch(`actions/${action}`, { method: "POST", headers: { "X-Geostream-Action": "1" } });
    const body = await response.text();
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    return { good: response.ok, message: isOurs ? JSON.parse(body).message : `The demo answers ${response.status}: ${body.trim()}` };
  } catch {
    return { good: false, message: "The demo does not answer" };
  }
}

const POWER_NOTE = "As in a crash. Watch the lag rise, and fall again when it is back: nothing gets lost.";

export class Buttons {
  constructor(announce) {
    this.announce = announce;
    this.power = document.getElementById("power");
    this.powerNote = document.getElementById("power-note");
    this.bad = document.getElementById("bad");
    this.badNote = document.getElementById("bad-note");
    this.powerLabel = document.getElementById("power-label");
    this.powerLeft = document.getElementById("power-left");
    this.phase = "unavailable";
    this.refusal = "";
    this.power.addEventListener("click", () => this.switchPower());
    this.bad.addEventListener("click", () => this.sendBad());
  }

  /** They stay focusable while they can do nothing for a moment: focus must not jump away. */
  show(run, connected) {
    const { phase, left, reason } = run.power;
    if (phase !== this.phase) this.refusal = "";
    this.phase = phase;
    const over = !connected || run.ending || Boolean(run.ended) || !run.facts;
    const labels = {
      stopping: "The database stops …",
      stopped: "Start it now",
      starting: "The database starts …",
    };
    write(this.powerLabel, labels[phase] ?? "Stop the database");
    write(this.powerLeft, phase === "stopped" ? ` (else in ${left} s)` : "");
    this.power.classList.toggle("going", phase === "stopped");
    enable(this.power, !over && (phase === "running" || phase === "stopped"));
    write(this.powerNote, this.refusal || (reason && !over ? reason : POWER_NOTE));
    enable(this.bad, !over);
  }

  async switchPower() {
    if (this.power.getAttribute("aria-disabled") === "true") return;
    const action = this.phase === "stopped" ? "start-database" : "stop-database";
    enable(this.power, false);
    const { good, message } = await act(action);
    this.refusal = good ? "" : `${message}.`;
    if (!good) write(this.powerNote, this.refusal);
    this.announce(message);
  }

  async sendBad() {
    if (this.bad.getAttribute("aria-disabled") === "true") return;
    enable(this.bad, false);
    const { message } = await act("send-bad-records");
    this.badNote.textContent = `${message}.`;
    this.announce(message);
    enable(this.bad, true);
  }
}

/** The countdown is hidden from screen readers: a name that changes each second would be read each second. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function enable(button, on) {
  button.disabled = false;
  button.setAttribute("aria-disabled", String(!on));
}

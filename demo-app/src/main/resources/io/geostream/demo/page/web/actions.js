// What the buttons do. The header shows the server that no other web site has sent the request.
async function act(action) {
  try {
    const response = await fetch(`actions/${action}`, { method: "POST", headers: { "X-Geostream-Action": "1" } });
    return (await response.json()).message;
  } catch {
    return "The demo does not answer";
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
    this.phase = "unavailable";
    this.power.addEventListener("click", () => this.switchPower());
    this.bad.addEventListener("click", () => this.sendBad());
  }

  /** They stay focusable while they can do nothing for a moment: focus must not jump away. */
  show(run, connected) {
    const { phase, left, reason } = run.power;
    this.phase = phase;
    const over = !connected || Boolean(run.ended) || !run.facts;
    const labels = {
      stopping: "The database stops …",
      stopped: `Start it now (else in ${left} s)`,
      starting: "The database starts …",
    };
    this.power.textContent = labels[phase] ?? "Stop the database";
    this.power.classList.toggle("going", phase === "stopped");
    enable(this.power, !over && (phase === "running" || phase === "stopped"));
    this.powerNote.textContent = reason && !over ? reason : POWER_NOTE;
    enable(this.bad, !over);
  }

  async switchPower() {
    if (this.power.getAttribute("aria-disabled") === "true") return;
    const action = this.phase === "stopped" ? "start-database" : "stop-database";
    enable(this.power, false);
    this.announce(await act(action));
  }

  async sendBad() {
    if (this.bad.getAttribute("aria-disabled") === "true") return;
    enable(this.bad, false);
    const message = await act("send-bad-records");
    this.badNote.textContent = `${message}.`;
    this.announce(message);
    enable(this.bad, true);
  }
}

function enable(button, on) {
  button.disabled = false;
  button.setAttribute("aria-disabled", String(!on));
}

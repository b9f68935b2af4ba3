package io.geostream.benchmark.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SplittableRandom;

/** Messages of machines, in compact JSON, with random values of few digits, as sensors have. */
final class MachineMessages {

  private static final int FLAT_NUMBERS = 30;
  private static final int FEW_NUMBERS = 10;
  private static final int READINGS = 10;
  private static final int REPEATS_EVERY = 10;
  private static final int REMEMBERED = 5_000;
  private static final double THOUSANDTHS = 1_000;

  private record Place(String machine, String time) {}

  private final SplittableRandom random;
  private final int machines;
  private final Clock clock;
  private final Place[] remembered = new Place[REMEMBERED];
  private final StringBuilder text = new StringBuilder();
  private long micros;
  private long made;

  MachineMessages(long seed, int machines, Clock clock) {
    this.random = new SplittableRandom(seed);
    this.machines = machines;
    this.clock = clock;
  }

  Message flat() {
    return flat(place(), FLAT_NUMBERS);
  }

  /** Each tenth one has the place of one of the last few thousand. */
  Message repeating() {
    if (++made % REPEATS_EVERY == 0) {
      long known = Math.min(made - made / REPEATS_EVERY, REMEMBERED);
      return flat(remembered[random.nextInt((int) known)], FEW_NUMBERS);
    }
    Place place = place();
    remembered[(int) ((made - made / REPEATS_EVERY - 1) % REMEMBERED)] = place;
    return flat(place, FEW_NUMBERS);
  }

  private Message flat(Place place, int numbers) {
    text.setLength(0);
    text.append("{\"time\":\"").append(place.time());
    text.append("\",\"machine\":\"").append(place.machine()).append('"');
    numbers(numbers);
    return new Message(place.machine(), text.append('}').toString());
  }

  Message batch() {
    Place place = place();
    text.setLength(0);
    text.append("{\"device\":{\"id\":\"").append(place.machine()).append("\"},\"readings\":[");
    for (int reading = 0; reading < READINGS; reading++) {
      text.append(reading == 0 ? "" : ",").append("{\"time\":\"").append(time()).append('"');
      numbers(FEW_NUMBERS);
      text.append('}');
    }
    return new Message(place.machine(), text.append("]}").toString());
  }

  private void numbers(int count) {
    for (int number = 1; number <= count; number++) {
      text.append(",\"m").append(number).append("\":").append(number(1_000));
    }
  }

  Message nested() {
    Place place = place();
    return new Message(
        place.machine(),
        String.format(
            Locale.ROOT,
            """
            {"ts":"%s","device":{"id":"%s","model":"CX-%d","firmware":"4.2.1","site":{"name":"hall %d","line":%d}},\
            "readings":{"air":{"temperature":%s,"humidity":%s,"pressure":%s,"co2":%d},\
            "motor":{"speed":%s,"torque":%s,"current":%s,"temperature":%s,"vibration":{"x":%s,"y":%s,"z":%s}},\
            "power":{"voltage":%s,"frequency":%s,"energy":%d}},"running":%b,"cycles":%d,\
            "tags":{"shift":"late","order":"B-%d","alarms":[%d,%d]},\
            "debug":{"sequence":%d,"uptime":%s,"heap":[1,2,3],"peer":null},"schema":"v3"}""",
            place.time(),
            place.machine(),
            random.nextInt(100, 400),
            random.nextInt(10),
            random.nextInt(50),
            number(40),
            number(100),
            number(1_100),
            random.nextInt(300, 3_000),
            number(3_000),
            number(80),
            number(30),
            number(90),
            number(1),
            number(1),
            number(1),
            number(240),
            number(51),
            random.nextLong(100_000_000_000L),
            random.nextInt(10) > 0,
            random.nextInt(10_000_000),
            random.nextInt(100_000),
            random.nextInt(100),
            random.nextInt(100),
            ++made,
            number(1_000_000)));
  }

  private Place place() {
    return new Place("machine_" + random.nextInt(1, machines + 1), time());
  }

  /** Later than all before it, so that no two messages of a machine have the same. */
  private String time() {
    micros = Math.max(micros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    return TutorialReadings.TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private double number(int below) {
    return Math.rint(random.nextDouble() * below * THOUSANDTHS) / THOUSANDTHS;
  }
}

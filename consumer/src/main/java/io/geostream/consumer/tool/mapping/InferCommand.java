package io.geostream.consumer.tool.mapping;

import io.geostream.common.settings.LoggingSettings;
import io.geostream.common.settings.TopicSettings;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.consumer.tool.mapping.infer.MappingText;
import io.geostream.consumer.tool.mapping.infer.Profile;
import io.geostream.consumer.tool.report.Stdout;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar mapping infer}. */
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints a mapping for the messages that a topic, or a file, has: a file to begin with, with what was seen as comments.",
      "Reads the newest messages of each partition, 1,000 in all, in no group, and commits nothing. With --samples it asks no server."
    })
final class InferCommand implements Callable<Integer> {

  @Mixin private final TopicSettings topic = new TopicSettings();

  @Mixin private final SamplesSettings samples = new SamplesSettings();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  @Override
  public Integer call() {
    Profile profile = new Profile();
    return samples.isGiven() ? ofFile(profile) : ofTopic(profile);
  }

  private int ofFile(Profile profile) {
    return ToolRun.print(
        logging,
        (out, stop, resources) -> {
          SampleLines lines = samples.open();
          resources.add(lines);
          lines.forEach(stop, profile::add);
          out.print(mapping(profile, samples.title(), samples.shown()));
        });
  }

  private int ofTopic(Profile profile) {
    String name = topic.name();
    return NewestMessages.read(
        name,
        topic.clients(),
        logging,
        record -> profile.add(record.value()),
        () -> {
          PrintWriter out = Stdout.open();
          out.print(mapping(profile, name, "topic " + name));
          Stdout.refuseLoss(out);
        });
  }

  private static String mapping(Profile profile, String title, String origin) {
    return MappingText.of(profile, title, origin)
        .orElseThrow(() -> new ToolException(origin + ": " + reason(profile)));
  }

  private static String reason(Profile profile) {
    return profile.messages() == 0
        ? "there is no message to infer a mapping from"
        : "no message is a JSON object or an array of them"
            + profile.fault().map(fault -> "; the first that is no JSON: " + fault).orElse("");
  }
}

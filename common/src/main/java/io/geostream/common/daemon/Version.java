package io.geostream.common.daemon;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's name and version, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public String[] getVersion() {
    return new String[] {command.root().name() + " " + of(command.root().userObject().getClass())};
  }

  /** The version of the jar that the class came in. */
  public static String of(Class<?> program) {
    String version = program.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

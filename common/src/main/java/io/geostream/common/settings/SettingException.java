package io.geostream.common.settings;

import io.geostream.common.mapping.file.MappingException;

/** A setting that cannot be used: the program ends with exit code 2 and this one line. */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param setting the flag or variable, as the user writes it
   * @param problem what is wrong with it, without a secret in it
   */
  public SettingException(String setting, String problem) {
    super(setting + ": " + problem);
  }

  /** A mapping's file that cannot be used, which names itself. */
  public SettingException(MappingException fault) {
    super(fault.getMessage(), fault);
  }
}

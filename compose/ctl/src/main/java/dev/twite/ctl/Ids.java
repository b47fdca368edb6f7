package dev.twite.ctl;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ids of tweets and reports: positive numbers of 64 bits. */
final class Ids implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    return read(text);
  }

  static long read(String text) {
    try {
      long id = Long.parseLong(text);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException none) {
      throw new TypeConversionException("'" + text + "' is no id: a positive number");
    }
    throw new TypeConversionException("'" + text + "' is no id: a positive number");
  }
}

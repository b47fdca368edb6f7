package dev.twite.ctl;

/** What may be coloured at a terminal (ECMA-48, SGR). */
enum Colour {
  NONE(""),
  RED("\u001b[31m"),
  GREEN("\u001b[32m"),
  YELLOW("\u001b[33m"),
  DIM("\u001b[2m");

  private static final String END = "\u001b[0m";

  private final String begin;

  Colour(String begin) {
    this.begin = begin;
  }

  String of(String text) {
    return this == NONE || text.isEmpty() ? text : begin + text + END;
  }
}

package dev.twite.common.http;

/** Takes the parts of a form as they come in (RFC 7578). What it throws, the request answers. */
public interface FormParts {
  /** A text; at most 16 KiB. */
  void field(String name, String value);

  /** The next piece of a file, at most 64 KiB; a file may come as none. No name comes twice. */
  void file(String name, byte[] piece);
}

package dev.twite.ctl;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A command line, and what came of it. */
record Shell(int exitCode, String out, String err) {
  /** Runs one, with nobody at the keyboard. */
  static Shell run(Map<String, String> env, String... arguments) {
    return answering("", env, arguments);
  }

  static Shell answering(String typed, Map<String, String> env, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CtlMain.run(
            env,
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments);
    return new Shell(code, out.toString(), err.toString());
  }
}

package dev.twite.local;

import dev.twite.ctl.CtlMain;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** {@code twitectl} at a run, with what it said. */
record Operator(int exitCode, String out, String err) {
  static Operator of(Town town, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> env =
        Map.of(
            "TWITE_PORT_BASE", Integer.toString(town.settings().ports().base()),
            "TWITE_DATA_DIR", town.settings().dataDir().toString());
    int code =
        CtlMain.run(
            env,
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments);
    return new Operator(code, out.toString(), err.toString());
  }

  String all() {
    return exitCode + "\n" + out + err;
  }
}

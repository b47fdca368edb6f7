package dev.twite.admin.panel;

import java.util.List;
import java.util.stream.Stream;

/** Texts that have run as code in other people's pages. */
public final class XssCorpus {
  private static final List<String> TEXTS =
      List.of(
          "<script>alert(1)</script>",
          "\"><script>alert(1)</script>",
          "'\"><img src=x onerror=alert(1)>",
          "<svg/onload=alert(1)>",
          "</title><script>alert(1)</script>",
          "</textarea><script>alert(1)</script>",
          "<!--><script>alert(1)</script-->",
          "]]><script>alert(1)</script>",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "&#x3C;script&#x3E;alert(1)",
          "javascript:alert(1)",
          "\" onmouseover=\"alert(1)",
          "' onfocus='alert(1)' autofocus='",
          "` onclick=`alert(1)`",
          "<a href=\"javascript:alert(1)\">x</a>",
          "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
          "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
          "{{constructor.constructor('alert(1)')()}}",
          "${alert(1)}",
          "<ScRiPt>alert(1)</sCrIpT>",
          "\u202e<script>",
          "+ADw-script+AD4-alert(1)+ADw-/script+AD4-");

  private XssCorpus() {}

  public static Stream<String> all() {
    return TEXTS.stream();
  }

  /** What a browser reads of an escaped text. */
  public static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}

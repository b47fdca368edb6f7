package dev.twite.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** An answer of the gateway; {@code body} is missing where it is no JSON. */
record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String code() {
    return body.path("code").asText();
  }

  /** The field codes of an invalid request, as {@code field:code}. */
  java.util.List<String> faults() {
    java.util.List<String> faults = new java.util.ArrayList<>();
    body.path("errors")
        .forEach(
            fault -> faults.add(fault.path("field").asText() + ":" + fault.path("code").asText()));
    return faults;
  }
}

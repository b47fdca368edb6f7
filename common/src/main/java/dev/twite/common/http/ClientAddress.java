package dev.twite.common.http;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * Who really calls. Only a configured proxy is believed about whom it calls for: X-Forwarded-For is
 * read from the right, and the first address that is no such proxy is the client (S12, ASVS 4.1.3).
 */
final class ClientAddress {
  private final List<AddressRange> trusted;

  ClientAddress(List<String> trustedProxies) {
    this.trusted =
        trustedProxies.stream()
            .map(String::strip)
            .map(AddressRange::parse)
            .flatMap(Optional::stream)
            .toList();
  }

  String of(String peer, String forwardedFor) {
    String address = strip(peer);
    if (forwardedFor == null) {
      return address;
    }
    List<String> hops = Splitter.on(',').splitToList(forwardedFor);
    for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
      address = strip(hops.get(i));
    }
    return address;
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(range -> range.holds(address));
  }

  private static String strip(String address) {
    String text = address.strip();
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }
}

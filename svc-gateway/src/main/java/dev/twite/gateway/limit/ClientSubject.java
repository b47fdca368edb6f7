package dev.twite.gateway.limit;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whom an address counts as. A provider gives a household a whole /64 of IPv6, so that is one
 * client (S12).
 */
final class ClientSubject {
  private static final int PREFIX_BYTES = 8;
  private static final int MAX_UNKNOWN = 64;

  private ClientSubject() {}

  static String of(String address) {
    return parse(address)
        .map(ClientSubject::of)
        .orElseGet(() -> "ip:" + address.substring(0, Math.min(MAX_UNKNOWN, address.length())));
  }

  static boolean isLoopback(String address) {
    return parse(address).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static String of(InetAddress address) {
    if (address instanceof Inet6Address) {
      return "ip6:" + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES));
    }
    return "ip:" + address.getHostAddress();
  }

  // IPv4 in IPv6 (::ffff:192.0.2.1) comes out as IPv4.
  private static Optional<InetAddress> parse(String address) {
    int scope = address.indexOf('%');
    String plain = scope < 0 ? address : address.substring(0, scope);
    return InetAddresses.isInetAddress(plain)
        ? Optional.of(InetAddresses.forString(plain))
        : Optional.empty();
  }
}

package dev.twite.common.limit;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whom an address or account counts as. A provider gives a household a whole /64 of IPv6, so that
 * is one client (S12).
 */
public final class Subjects {
  private static final int PREFIX_BYTES = 8;
  private static final int MAX_UNKNOWN = 64;

  private Subjects() {}

  /** {@code user:42}. */
  public static String ofUser(long userId) {
    return "user:" + userId;
  }

  /** {@code ip:192.0.2.1}, {@code ip6:20010db800000000}; IPv4 in IPv6 counts as IPv4. */
  public static String ofAddress(String address) {
    return parse(address)
        .map(Subjects::of)
        .orElseGet(() -> "ip:" + address.substring(0, Math.min(MAX_UNKNOWN, address.length())));
  }

  /** Whether an address is this machine's own. */
  public static boolean isLoopback(String address) {
    return parse(address).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? "ip6:" + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES))
        : "ip:" + address.getHostAddress();
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

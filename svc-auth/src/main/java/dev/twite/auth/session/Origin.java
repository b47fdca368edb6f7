package dev.twite.auth.session;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import dev.twite.proto.auth.v1.Device;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from, fit to be kept.
 *
 * @param userAgent at most 200 characters, nothing unprintable
 * @param address an IP address, or empty when there was none
 */
public record Origin(String userAgent, String address) {
  private static final int MAX_AGENT = 200;

  public static Origin of(Device device) {
    String agent = CharMatcher.javaIsoControl().replaceFrom(device.getUserAgent(), ' ');
    int end =
        agent.codePointCount(0, agent.length()) <= MAX_AGENT
            ? agent.length()
            : agent.offsetByCodePoints(0, MAX_AGENT);
    String address = device.getAddress();
    return new Origin(agent.substring(0, end), InetAddresses.isInetAddress(address) ? address : "");
  }

  /** The network of an address: itself, or the /64 of IPv6, where hosts change within. */
  static String networkOf(String address) {
    InetAddress parsed = InetAddresses.forString(address);
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
        : parsed.getHostAddress();
  }
}

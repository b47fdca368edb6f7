package dev.twite.auth.session;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import dev.twite.proto.auth.v1.Device;

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
}

package dev.twite.common.http;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that begin alike, as CIDR writes them: {@code 172.30.83.0/24}, {@code 2001:db8::/32};
 * or one alone.
 *
 * @param start any of them
 * @param bits how many of the first bits they share
 */
record AddressRange(InetAddress start, int bits) {
  /** Empty where the text is neither an address nor a network. */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!InetAddresses.isInetAddress(address)) {
      return Optional.empty();
    }
    InetAddress start = InetAddresses.forString(address);
    int all = start.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return Optional.of(new AddressRange(start, all));
    }
    String bits = text.substring(slash + 1);
    return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= all
        ? Optional.of(new AddressRange(start, Integer.parseInt(bits)))
        : Optional.empty();
  }

  /** Whether an address, as text, is one of them; what is no address is none. */
  boolean holds(String address) {
    if (!InetAddresses.isInetAddress(address)) {
      return false;
    }
    byte[] own = start.getAddress();
    byte[] other = InetAddresses.forString(address).getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

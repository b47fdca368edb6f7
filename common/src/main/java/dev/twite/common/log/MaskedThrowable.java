package dev.twite.common.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Stream;

/** A throwable whose messages are masked, and those of its causes. */
final class MaskedThrowable implements IThrowableProxy {
  private final IThrowableProxy thrown;

  MaskedThrowable(IThrowableProxy thrown) {
    this.thrown = thrown;
  }

  @Override
  public String getMessage() {
    return Line.oneLine(Masker.mask(thrown.getMessage()));
  }

  @Override
  public String getOverridingMessage() {
    return Line.oneLine(Masker.mask(thrown.getOverridingMessage()));
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public IThrowableProxy getCause() {
    return thrown.getCause() == null ? null : new MaskedThrowable(thrown.getCause());
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    return suppressed == null
        ? null
        : Stream.of(suppressed).map(MaskedThrowable::new).toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}

package dev.twite.common.testing;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.TestAbortedException;

/** Runs a {@link TimedTest} again while it was too late. */
final class TimedTries implements TestTemplateInvocationContextProvider {
  private static final int TRIES = 3;

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    // Asked for the next only when the one before has ended.
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Tries(), Spliterator.ORDERED), false);
  }

  private static final class Tries
      implements Iterator<TestTemplateInvocationContext>, TestExecutionExceptionHandler {
    private int begun;
    private boolean again = true;

    @Override
    public boolean hasNext() {
      return again;
    }

    @Override
    public TestTemplateInvocationContext next() {
      if (!again) {
        throw new NoSuchElementException();
      }
      again = false;
      begun++;
      return new Try(begun, this);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
        throws Throwable {
      if (!(thrown instanceof TooLate) || begun == TRIES) {
        throw thrown;
      }
      again = true;
      throw new TestAbortedException("Too late, once more: " + thrown.getMessage(), thrown);
    }
  }

  private record Try(int number, Extension handler) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "try " + number;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(handler);
    }
  }
}

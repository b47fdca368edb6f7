package dev.twite.common.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in which a time is the promise. A build machine stops any thread for seconds now and then,
 * and what is then {@link TooLate} says nothing of the code: it gets up to three tries, each on an
 * instance of its own. Code that is too slow is so in all of them; whatever else fails, fails at
 * once.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(TimedTries.class)
public @interface TimedTest {}

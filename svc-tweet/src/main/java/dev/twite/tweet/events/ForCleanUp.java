package dev.twite.tweet.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer loop for the removal of what hangs on accounts and tweets that are gone. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface ForCleanUp {}

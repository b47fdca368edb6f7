package dev.twite.feed.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer of the slices of fan-outs under way. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface ForSlices {}

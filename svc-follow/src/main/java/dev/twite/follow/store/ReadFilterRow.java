package dev.twite.follow.store;

import java.util.List;

/** What a reader's lists leave out, and the followed authors to merge in. */
public record ReadFilterRow(
    List<Long> blocking, List<Long> blockedBy, List<Long> muting, List<Long> bigFollowing) {}

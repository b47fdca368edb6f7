/** Load and measurement of a running Twite, through its public API only. */
package dev.twite.bench;

/** The launcher: infrastructure and services on one machine, in one process or in one each. */
package dev.twite.local;

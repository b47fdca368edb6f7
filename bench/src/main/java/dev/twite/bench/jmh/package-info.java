/**
 * {@code make jmh}: hot pieces alone. Those that only their own package sees are measured in
 * classes of that package, beside this one in this module.
 */
package dev.twite.bench.jmh;

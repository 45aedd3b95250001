/**
 * The job. One package per stage, in the order of the data: {@code decode} (bytes become events),
 * {@code ledger} (events become additions and subtractions), {@code learn} (those become the next
 * version), {@code version} (which becomes files), {@code evaluate} (which scores what comes
 * after), {@code receipt} (which tells the requester), {@code metric} (which tells those who
 * watch); {@code state} says how values travel in between and {@code job} wires it all on one
 * screen.
 */
@NullMarked
package io.ameles.stream;

import org.jspecify.annotations.NullMarked;

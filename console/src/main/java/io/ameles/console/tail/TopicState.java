package io.ameles.console.tail;

/**
 * How a topic is being followed.
 *
 * @param reachable whether the last attempt to read it did not fail
 * @param atEnd whether everything that was there at first has been read
 * @param problem what is wrong; empty if nothing is
 */
public record TopicState(boolean reachable, boolean atEnd, String problem) {
  static final TopicState STARTING = new TopicState(false, false, "has not been reached yet");
  static final TopicState READING = new TopicState(true, false, "");
  static final TopicState FOLLOWING = new TopicState(true, true, "");
}

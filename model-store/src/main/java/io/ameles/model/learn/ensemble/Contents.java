package io.ameles.model.learn.ensemble;

import io.ameles.model.learn.Lesson;
import io.ameles.schema.DeletionScope;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a slice was trained on, as far as is needed to find it again: how many examples, between
 * which instants, of which labels and tasks. NOT thread-safe.
 */
final class Contents {
  private final SortedSet<String> labels = new TreeSet<>();
  private final SortedSet<String> tasks = new TreeSet<>();
  private long count;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  long count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** When the last of them occurred; the beginning of time if there is none. */
  long latest() {
    return latest;
  }

  void add(Lesson lesson) {
    count++;
    earliest = Math.min(earliest, lesson.occurredAt());
    latest = Math.max(latest, lesson.occurredAt());
    labels.add(lesson.label());
    if (lesson.task() != null) {
      tasks.add(lesson.task());
    }
  }

  /** These and others. */
  Contents with(Contents others) {
    Contents all = new Contents();
    all.labels.addAll(labels);
    all.labels.addAll(others.labels);
    all.tasks.addAll(tasks);
    all.tasks.addAll(others.tasks);
    all.count = count + others.count;
    all.earliest = Math.min(earliest, others.earliest);
    all.latest = Math.max(latest, others.latest);
    return all;
  }

  /** Never false for one that was added. */
  boolean mayHold(Lesson lesson) {
    return lesson.occurredAt() >= earliest
        && lesson.occurredAt() <= latest
        && labels.contains(lesson.label())
        && (lesson.task() == null || tasks.contains(lesson.task()));
  }

  /** Whether there is an example of a label or task. */
  boolean holds(DeletionScope scope, String target) {
    return (scope == DeletionScope.LABEL && labels.contains(target))
        || (scope == DeletionScope.TASK && tasks.contains(target));
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(count);
    out.writeLong(earliest);
    out.writeLong(latest);
    for (SortedSet<String> names : List.of(labels, tasks)) {
      out.writeInt(names.size());
      for (String name : names) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  /** A length and that many bytes. */
  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  static Contents readFrom(DataInputStream in) throws IOException {
    Contents contents = new Contents();
    contents.count = in.readLong();
    contents.earliest = in.readLong();
    contents.latest = in.readLong();
    for (SortedSet<String> names : List.of(contents.labels, contents.tasks)) {
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        names.add(new String(bytes(in), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}

package io.ameles.model.learn.ensemble;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Aggregation;
import io.ameles.model.head.EnsembleHead;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Sends every example to the shard of its subject and cuts the shards' chains. */
final class EnsembleTrainer implements Trainer {
  private static final int FORMAT = 1;

  private final int dimension;
  private final Slicing slicing;
  private final Aggregation aggregation;
  private final List<Shard> shards;
  private long learned;

  EnsembleTrainer(
      int dimension,
      Slicing slicing,
      Aggregation aggregation,
      SequentialLearner member,
      TensorDevice device) {
    this.dimension = dimension;
    this.slicing = slicing;
    this.aggregation = aggregation;
    this.shards = open(member, device, slicing);
  }

  private static List<Shard> open(SequentialLearner member, TensorDevice device, Slicing slicing) {
    List<Shard> shards = new ArrayList<>();
    try {
      for (int i = 0; i < slicing.shards(); i++) {
        shards.add(new Shard(member, device, slicing));
      }
      return shards;
    } catch (RuntimeException e) {
      shards.forEach(Shard::close);
      throw e;
    }
  }

  @Override
  public void learn(List<Lesson> batch) {
    learned += batch.size();
    List<List<Lesson>> parts = byShard(batch);
    for (int i = 0; i < shards.size(); i++) {
      shards.get(i).learn(parts.get(i));
    }
  }

  @Override
  public void retract(List<Lesson> batch) {
    List<List<Lesson>> parts = byShard(batch);
    for (int i = 0; i < shards.size(); i++) {
      List<Lesson> gone = parts.get(i);
      shards.get(i).cut(contents -> gone.stream().anyMatch(contents::mayHold));
    }
  }

  /** Covers what was not retracted: no slice stays that was shown the label or task. */
  @Override
  public void forget(Forgetting request) {
    for (Shard shard : shards) {
      shard.cut(contents -> contents.holds(request.scope(), request.target()));
    }
  }

  private List<List<Lesson>> byShard(List<Lesson> batch) {
    List<List<Lesson>> parts =
        IntStream.range(0, shards.size()).<List<Lesson>>mapToObj(i -> new ArrayList<>()).toList();
    batch.forEach(lesson -> parts.get(slicing.shard(lesson.subject())).add(lesson));
    return parts;
  }

  @Override
  public Solution solution() {
    List<LinearHead> members = new ArrayList<>();
    SortedMap<String, Double> facts = facts();
    for (Shard shard : shards) {
      Solution member = shard.solution();
      members.add((LinearHead) member.head());
      facts.merge("rollbacks", member.facts().getOrDefault("rollbacks", 0.0), Double::sum);
    }
    return new Solution(EnsembleHead.of(dimension, aggregation, members), facts);
  }

  private SortedMap<String, Double> facts() {
    long represented = shards.stream().mapToLong(Shard::examples).sum();
    double[] shares =
        shards.stream()
            .mapToDouble(shard -> (double) shard.fragile() / Math.max(1, represented))
            .filter(share -> share > 0)
            .toArray();
    SortedMap<String, Double> facts = new TreeMap<>();
    facts.put("remaining", Lifetime.expectedDeletions(shares));
    facts.put("slices", (double) shards.stream().mapToInt(Shard::slices).sum());
    facts.put("shards-empty", (double) (shards.size() - shares.length));
    facts.put("retained-share", learned == 0 ? 1 : (double) represented / learned);
    return facts;
  }

  @Override
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeInt(shards.size());
      out.writeLong(learned);
      for (Shard shard : shards) {
        shard.writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      int format = in.readInt();
      int count = in.readInt();
      if (format != FORMAT || count != shards.size()) {
        throw new AmelesException(
            ErrorCode.CORRUPT_FILE,
            "The ensemble's snapshot has format %d and %d shards; this software reads format %d, and %d shards are configured."
                .formatted(format, count, FORMAT, shards.size()));
      }
      learned = in.readLong();
      for (Shard shard : shards) {
        shard.readFrom(in);
      }
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE, "The ensemble's snapshot ends too early.", e);
    }
  }

  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}

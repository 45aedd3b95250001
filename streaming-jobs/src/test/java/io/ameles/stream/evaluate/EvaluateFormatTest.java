package io.ameles.stream.evaluate;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.ledger.TagDeletion;
import io.ameles.stream.state.FormatContract;
import java.util.BitSet;
import java.util.List;

class EvaluateFormatTest extends FormatContract {
  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            ScoreCodec.INSTANCE,
            new Score("nearest-mean", "cat", "zoo", 9, 8),
            new Score("nearest-mean", "cat", null, Long.MAX_VALUE, 0),
            Score.forgotten("nearest-mean", "cat"),
            Score.deleted(new TagDeletion(DeletionScope.TASK, "zoo", 1, 2)),
            Score.deleted(new TagDeletion(DeletionScope.LABEL, "cat", 1, 2))),
        Samples.of(
            ErrorRunCodec.INSTANCE,
            new ErrorRun("nearest-mean", 12, BitSet.valueOf(new byte[] {1, 8}), 7, 0),
            new ErrorRun("ridge", 1, new BitSet(), 8, 0.5)),
        Samples.of(
            ScoreboardEntryCodec.INSTANCE,
            entry(Scoreboard.Subject.OVERALL, ""),
            entry(Scoreboard.Subject.WINDOW, ""),
            entry(Scoreboard.Subject.LABEL, "cat"),
            entry(Scoreboard.Subject.TASK, "zoo")));
  }

  private static Scoreboard.Entry entry(Scoreboard.Subject subject, String tag) {
    return new Scoreboard.Entry(
        new Scoreboard.Line("nearest-mean", subject, tag), new Scoreboard.Counts(9, 8));
  }
}

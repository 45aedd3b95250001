package io.ameles.stream.holdout;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.state.FormatContract;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class HoldoutFormatTest extends FormatContract {
  private static final Tag LABEL = new Tag(Tag.Kind.LABEL, "cat");
  private static final Tag TASK = new Tag(Tag.Kind.TASK, "zoo");
  private static final HoldoutKey KEY = new HoldoutKey(new Pseudonym(1, 2), new Pseudonym(3, -4));

  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(TagCodec.INSTANCE, LABEL, TASK),
        Samples.of(
            HoldoutFactCodec.INSTANCE,
            new HoldoutFact.Changed(
                new EvaluationChange(
                    new Change.Example(
                        KEY.subject(),
                        KEY.example(),
                        ExampleUse.EVALUATE,
                        5,
                        Contribution.learned("cat", "zoo", Fixtures.VECTOR)),
                    false)),
            new HoldoutFact.Changed(
                new EvaluationChange(new Change.Whole(DeletionScope.LABEL, "cat"), false)),
            new HoldoutFact.Seen(TASK, -7, 8),
            new HoldoutFact.Deleted(TASK, Long.MAX_VALUE, Long.MIN_VALUE),
            new HoldoutFact.Deleted(LABEL, 5, 6),
            new HoldoutFact.Outcome("ridge", LABEL, 9, 4)),
        Samples.of(
            HeldOutCodec.INSTANCE,
            new HeldOut(KEY, "cat", null, Fixtures.VECTOR, null),
            new HeldOut(KEY, "cat", "zoo", Fixtures.VECTOR, new BitSet()),
            new HeldOut(KEY, "cat", "zoo", Fixtures.VECTOR, bits(0, 9))),
        Samples.of(
            HoldoutStateCodec.INSTANCE,
            new HoldoutState(List.of(), 0, new TreeMap<>(), 0, List.of()),
            new HoldoutState(
                List.of(new HoldoutState.Row(TASK, 0), new HoldoutState.Row(LABEL, 2)),
                3,
                new TreeMap<>(Map.of(LABEL, HoldoutColumn.ALL, TASK, 7L)),
                11,
                List.of(
                    new HoldoutState.LearnerState(
                        "ridge",
                        List.of(
                            new LearnerBoard.Cell(TASK, LABEL, 0.25),
                            new LearnerBoard.Cell(LABEL, TASK, 1)),
                        new TreeMap<>(Map.of(TASK, new Counts(5, 3))))))));
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}

package io.ameles.stream.ledger;

import static io.ameles.stream.Fixtures.VECTOR;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import io.ameles.stream.state.FormatContract;
import java.util.List;

class LedgerFormatTest extends FormatContract {
  private static final Position POSITION = new Position(3, 1L << 40);
  private static final Deletion.Request REQUEST =
      new Deletion.Request(
          "r1",
          POSITION,
          DeletionScope.LABEL,
          "cat",
          false,
          1,
          2,
          new Pseudonym(3, 4),
          Deletion.Terms.plain(2));

  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            ChangeCodec.INSTANCE,
            new Change.Example(
                new Pseudonym(1, 2),
                new Pseudonym(3, 4),
                ExampleUse.TRAIN,
                -3,
                Contribution.learned("cat", "zoo", VECTOR)),
            new Change.Example(
                new Pseudonym(-1, 0),
                new Pseudonym(0, -1),
                ExampleUse.EVALUATE,
                4,
                Contribution.forgotten("cat", null, VECTOR)),
            new Change.Whole(DeletionScope.TASK, "zoo"),
            new Change.Deleted(POSITION, "r1", DeletionScope.SUBJECT, "00ff")),
        Samples.of(
            EvaluationChangeCodec.INSTANCE,
            new EvaluationChange(new Change.Whole(DeletionScope.LABEL, "cat"), false),
            new EvaluationChange(
                new Change.Example(
                    new Pseudonym(-1, 0),
                    new Pseudonym(0, -1),
                    ExampleUse.EVALUATE,
                    4,
                    Contribution.forgotten("cat", null, VECTOR)),
                true)),
        Samples.of(
            TagDeletionCodec.INSTANCE,
            new TagDeletion(DeletionScope.TASK, "zoo", Long.MAX_VALUE, Long.MIN_VALUE),
            new TagDeletion(DeletionScope.LABEL, "cat", 5, 6)),
        Samples.of(
            EntryCodec.INSTANCE,
            new Entry(3, POSITION, -1, "cat", "zoo", ExampleUse.TRAIN),
            new Entry(0, POSITION, Long.MAX_VALUE, "cat", null, ExampleUse.EVALUATE),
            new Entry(Integer.MAX_VALUE, POSITION, 0, null, null, null)),
        Samples.of(
            TombstoneCodec.INSTANCE, new Tombstone(Long.MIN_VALUE, false), new Tombstone(5, true)),
        Samples.of(HeldCodec.INSTANCE, new Held(""), new Held("desk")),
        Samples.of(
            OutcomeCodec.INSTANCE,
            Outcome.done(REQUEST, null, 7),
            new Outcome(
                REQUEST,
                Outcome.Disposition.HELD,
                new Pseudonym(5, 6),
                1,
                List.of(
                    new Outcome.Refused("aa", "CODE", "message"), new Outcome.Refused("", "", "")),
                List.of(POSITION))),
        Samples.of(
            SourcesCodec.INSTANCE,
            Sources.NONE,
            Sources.NONE.with(POSITION).with(new Position(0, 7))),
        Samples.of(
            LedgerReportCodec.INSTANCE,
            new LedgerReport(new Tally(1, 2, 3, 4, 5, 6, -7, -8), 7L, true),
            new LedgerReport(Tally.NONE, null, false)));
  }
}

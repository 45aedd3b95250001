package io.ameles.stream.job;

import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.version.Draft;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.TopicNames;
import io.ameles.stream.admit.AdmitOperator;
import io.ameles.stream.admit.PublishedExamples;
import io.ameles.stream.decode.DecodeDeletionsOperator;
import io.ameles.stream.decode.DecodeEventsOperator;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LedgerInputCodec;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.decode.RawRecord;
import io.ameles.stream.decode.RetentionOperator;
import io.ameles.stream.drift.DriftTopology;
import io.ameles.stream.drift.input.InputDriftTopology;
import io.ameles.stream.embed.EmbedOperator;
import io.ameles.stream.erase.EraseOperator;
import io.ameles.stream.evaluate.EvaluateTopology;
import io.ameles.stream.learn.AssembleOperator;
import io.ameles.stream.learn.CombineOperator;
import io.ameles.stream.learn.DraftCodec;
import io.ameles.stream.learn.EpochFact;
import io.ameles.stream.learn.EpochFactCodec;
import io.ameles.stream.learn.MergeOperator;
import io.ameles.stream.learn.TileKeyCodec;
import io.ameles.stream.learn.TileUpdate;
import io.ameles.stream.learn.TileUpdateCodec;
import io.ameles.stream.learn.TrainOperator;
import io.ameles.stream.learn.TrainedCodec;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.ChangeCodec;
import io.ameles.stream.ledger.LedgerOperator;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.ledger.OutcomeCodec;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MetricTopology;
import io.ameles.stream.receipt.DeadLetterWriter;
import io.ameles.stream.receipt.OutOfReach;
import io.ameles.stream.receipt.ReceiptOperator;
import io.ameles.stream.receipt.ReceiptPolicy;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.seal.FlinkHoldings;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.KafkaRecordLookup;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import io.ameles.stream.topic.OutgoingSink;
import io.ameles.stream.topic.RawRecordSource;
import io.ameles.stream.topic.TopicEnd;
import io.ameles.stream.version.VersionSink;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** Every operator of the job, in the order of the data; those that predict stand apart. */
public final class AmelesTopology {

  private final JobSettings settings;
  private final TopicNames topics;
  private final IntakeRules intake;
  private final List<Learner> learners;

  /**
   * @param settings everything that can be chosen
   * @throws io.ameles.model.AmelesException if the encoder's file is not there
   */
  public AmelesTopology(JobSettings settings) {
    this.settings = settings;
    this.topics = settings.topics();
    this.intake = settings.intake().pinned();
    this.learners = settings.learners();
  }

  /** Adds the job to {@code env}. */
  public void build(StreamExecutionEnvironment env) {
    SingleOutputStreamOperator<LedgerInput> events = decodeEvents(env);
    SingleOutputStreamOperator<LedgerInput> deletions = decodeDeletions(env);
    SingleOutputStreamOperator<LedgerInput> embedded = embed(events);
    SingleOutputStreamOperator<LedgerInput> admitted = admit(deletions);
    SingleOutputStreamOperator<Change> changes = ledger(embedded, admitted);
    // Without an encoder the second are the first.
    var readers = new LinkedHashSet<>(List.of(events, deletions));
    readers.add(embedded);
    DataStream<EpochFact> learned = learn(changes);
    SingleOutputStreamOperator<Draft> versions = assemble(learned, readers, changes);

    publish(versions);
    SingleOutputStreamOperator<Outgoing> receipts =
        receipts(admitted, changes, versions, env.getConfiguration());
    send("receipts", receipts, topics.deletionReceipts());
    DataStream<MeasuredFact> facts =
        measure(changes, versions).union(receipts.getSideOutput(ReceiptOperator.FACTS));
    send(
        "metrics",
        MetricTopology.of(settings.model(), settings.device(), facts),
        topics.modelMetrics());
    send("dead-letters", deadLetters(readers, changes), topics.deadLetters());
  }

  private SingleOutputStreamOperator<LedgerInput> decodeEvents(StreamExecutionEnvironment env) {
    return read(env, topics.labeledEvents())
        .transform(
            "decode-events",
            CodecTypeInfo.of(LedgerInputCodec.INSTANCE),
            new DecodeEventsOperator(
                intake,
                settings.pseudonymKey(),
                topics.labeledEvents(),
                settings.keepPayloads(),
                settings.sourceErasure().enabled()))
        .uid("decode-events");
  }

  private SingleOutputStreamOperator<LedgerInput> decodeDeletions(StreamExecutionEnvironment env) {
    return read(env, topics.deletionEvents())
        .transform(
            "decode-deletions",
            CodecTypeInfo.of(LedgerInputCodec.INSTANCE),
            new DecodeDeletionsOperator(
                intake,
                settings.pseudonymKey(),
                topics.deletionEvents(),
                settings.keepPayloads(),
                settings.device(),
                settings.model(),
                settings.requests().requesters()))
        .uid("decode-deletions");
  }

  private SingleOutputStreamOperator<LedgerInput> admit(
      SingleOutputStreamOperator<LedgerInput> deletions) {
    return deletions
        .union(deletions.getSideOutput(DecodeDeletionsOperator.FOR_ALL))
        .transform(
            "admit",
            CodecTypeInfo.of(LedgerInputCodec.INSTANCE),
            new AdmitOperator(
                settings.requests(),
                settings.receipts().clocks().byName().keySet(),
                PublishedExamples.in(settings.modelStore(), settings.model())))
        .uid("admit")
        .setParallelism(1);
  }

  private SingleOutputStreamOperator<LedgerInput> embed(
      SingleOutputStreamOperator<LedgerInput> events) {
    if (intake.encoder() == null) {
      return events;
    }
    return events
        .transform(
            "embed",
            CodecTypeInfo.of(LedgerInputCodec.INSTANCE),
            new EmbedOperator(
                intake, settings.device(), topics.labeledEvents(), settings.batchWait()))
        .uid("embed");
  }

  private DataStream<RawRecord> read(StreamExecutionEnvironment env, String topic) {
    String name = "read-" + topic.substring(topics.prefix().length());
    return env.fromSource(
            RawRecordSource.of(
                settings.kafka(),
                topic,
                "ameles-" + settings.model(),
                settings.intake().maxEventBytes()),
            WatermarkStrategy.noWatermarks(),
            name)
        .uid(name);
  }

  private SingleOutputStreamOperator<Change> ledger(
      DataStream<LedgerInput> events, SingleOutputStreamOperator<LedgerInput> deletions) {
    DataStream<LedgerInput> forAll = deletions.getSideOutput(AdmitOperator.FOR_ALL);
    if (settings.retention() != null) {
      forAll =
          forAll
              .transform(
                  "retention",
                  CodecTypeInfo.of(LedgerInputCodec.INSTANCE),
                  new RetentionOperator(settings.retention(), settings.retentionEvery()))
              .uid("retention")
              .setParallelism(1);
    }
    return events
        .union(deletions)
        .keyBy(LedgerInput::subjectKey, CodecTypeInfo.of(PseudonymCodec.INSTANCE))
        .connect(forAll.broadcast())
        .transform(
            "ledger",
            CodecTypeInfo.of(ChangeCodec.INSTANCE),
            new LedgerOperator(
                settings.ledger(),
                topics.labeledEvents(),
                droppableScopes(),
                compaction(),
                settings.sourceErasure().enabled()))
        .uid("ledger");
  }

  private CompactionSchedule compaction() {
    return settings.sealing().schedule(settings.checkpointInterval());
  }

  private Set<DeletionScope> droppableScopes() {
    return Stream.of(DeletionScope.LABEL, DeletionScope.TASK)
        .filter(scope -> learners.stream().allMatch(learner -> canDrop(learner, scope)))
        .collect(Collectors.toSet());
  }

  /** Of what a learner cannot forget in any way, the receipt says so; it holds up nobody else. */
  private static boolean canDrop(Learner learner, DeletionScope scope) {
    return learner.forgetsUnseen(scope) || learner.guarantee(scope) == Guarantee.UNSUPPORTED;
  }

  private DataStream<EpochFact> learn(DataStream<Change> changes) {
    CodecTypeInfo<EpochFact> fact = CodecTypeInfo.of(EpochFactCodec.INSTANCE);
    DataStream<EpochFact> summed =
        sum(changes).map(sum -> (EpochFact) new EpochFact.Sum(sum), fact).uid("sums");
    List<SequentialLearner> sequential = learners(SequentialLearner.class);
    if (sequential.isEmpty()) {
      return summed;
    }
    DataStream<EpochFact> trained =
        changes
            .transform(
                "train",
                CodecTypeInfo.of(TrainedCodec.INSTANCE),
                new TrainOperator(
                    sequential, settings.device(), settings.batchSize(), settings.batchWait()))
            .uid("train")
            .setParallelism(1)
            .map(parameters -> (EpochFact) new EpochFact.Parameters(parameters), fact)
            .uid("parameters")
            .setParallelism(1);
    return summed.union(trained);
  }

  private <L extends Learner> List<L> learners(Class<L> kind) {
    return learners.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private DataStream<TileUpdate> sum(DataStream<Change> changes) {
    return changes
        .transform(
            "combine",
            CodecTypeInfo.of(TileUpdateCodec.INSTANCE),
            new CombineOperator(
                learners(AdditiveLearner.class),
                settings.device(),
                settings.batchSize(),
                settings.batchWait()))
        .uid("combine")
        .keyBy(TileUpdate::key, CodecTypeInfo.of(TileKeyCodec.INSTANCE))
        .transform(
            "merge", CodecTypeInfo.of(TileUpdateCodec.INSTANCE), new MergeOperator(compaction()))
        .uid("merge");
  }

  private SingleOutputStreamOperator<Draft> assemble(
      DataStream<EpochFact> learned,
      Set<SingleOutputStreamOperator<LedgerInput>> readers,
      SingleOutputStreamOperator<Change> changes) {
    CodecTypeInfo<EpochFact> fact = CodecTypeInfo.of(EpochFactCodec.INSTANCE);
    DataStream<EpochFact> read =
        sideOutputs(readers, DecodeEventsOperator.PROGRESS)
            .map(progress -> (EpochFact) new EpochFact.Read(progress), fact)
            .uid("progress");
    DataStream<EpochFact> counted =
        changes
            .getSideOutput(LedgerOperator.REPORTS)
            .map(report -> (EpochFact) new EpochFact.Counted(report), fact)
            .uid("counts");
    return learned
        .union(read, counted)
        .transform(
            "assemble",
            CodecTypeInfo.of(DraftCodec.INSTANCE),
            new AssembleOperator(settings.provenance(intake), learners))
        .uid("assemble")
        .setParallelism(1);
  }

  private void publish(DataStream<Draft> versions) {
    versions
        .sinkTo(new VersionSink(settings.modelStore(), settings.model(), settings.keepVersions()))
        .name("versions")
        .uid("versions")
        .setParallelism(1);
  }

  private ReceiptPolicy receiptPolicy() {
    return new ReceiptPolicy(
        settings.model(),
        topics.deletionEvents(),
        Software.name(),
        learners,
        settings.receipts().keys(),
        settings.receipts().clocks(),
        new OutOfReach(
            settings.ledger(), settings.keepPayloads(), settings.sourceErasure().enabled()));
  }

  private SingleOutputStreamOperator<Outgoing> receipts(
      SingleOutputStreamOperator<LedgerInput> admitted,
      SingleOutputStreamOperator<Change> changes,
      SingleOutputStreamOperator<Draft> versions,
      ReadableConfig engine) {
    return outcomes(changes)
        .union(admitted.getSideOutput(AdmitOperator.OUTCOMES))
        .keyBy(outcome -> outcome.request().id(), Types.STRING)
        .connect(versions.getSideOutput(AssembleOperator.CLOSED))
        .transform(
            "write-receipts",
            CodecTypeInfo.of(OutgoingCodec.INSTANCE),
            new ReceiptOperator(
                receiptPolicy(),
                new FlinkHoldings(settings.modelStore(), settings.model(), engine, compaction()),
                new TopicEnd(settings.kafka(), topics.deletionReceipts())::newest))
        .uid("write-receipts")
        .setParallelism(1);
  }

  /** What the ledger did; with source erasure, what could be erased at the source as well. */
  private DataStream<Outcome> outcomes(SingleOutputStreamOperator<Change> changes) {
    DataStream<Outcome> outcomes = changes.getSideOutput(LedgerOperator.OUTCOMES);
    if (!settings.sourceErasure().enabled()) {
      return outcomes;
    }
    SingleOutputStreamOperator<Outcome> erased =
        outcomes
            .connect(changes.getSideOutput(LedgerOperator.SOURCES))
            .transform(
                "erase",
                CodecTypeInfo.of(OutcomeCodec.INSTANCE),
                new EraseOperator(
                    KafkaRecordLookup.opener(settings.kafka(), topics.labeledEvents())))
            .uid("erase")
            .setParallelism(1);
    erased
        .getSideOutput(EraseOperator.TOMBSTONES)
        .sinkTo(
            OutgoingSink.ofTombstones(
                settings.kafka(),
                topics.labeledEvents(),
                settings.transactionTimeout(),
                "ameles-" + settings.model() + "-tombstones"))
        .name("tombstones")
        .uid("tombstones")
        .setParallelism(1);
    return erased;
  }

  private DataStream<MeasuredFact> measure(
      SingleOutputStreamOperator<Change> changes, SingleOutputStreamOperator<Draft> versions) {
    EvaluateTopology evaluated =
        EvaluateTopology.of(
            changes.getSideOutput(LedgerOperator.FIRST_SEEN),
            changes.getSideOutput(LedgerOperator.EVALUATION),
            changes.getSideOutput(LedgerOperator.DELETED_TAGS),
            versions.getSideOutput(AssembleOperator.HEADS),
            settings.device(),
            settings.intake().quantization().step(),
            settings.batchSize(),
            settings.batchWait(),
            settings.accuracyWindow(),
            settings.holdoutPerTask());
    DataStream<MeasuredFact> drift =
        DriftTopology.of(
            evaluated.errors(),
            evaluated.scores(),
            settings.detectors(),
            settings.accuracyWindow());
    return evaluated
        .facts()
        .union(
            drift,
            versions.getSideOutput(AssembleOperator.FACTS),
            InputDriftTopology.of(changes, settings.inputDrift()));
  }

  private static <T> DataStream<T> sideOutputs(
      Set<SingleOutputStreamOperator<LedgerInput>> readers, OutputTag<T> tag) {
    return readers.stream()
        .<DataStream<T>>map(reader -> reader.getSideOutput(tag))
        .reduce(DataStream::union)
        .orElseThrow();
  }

  private DataStream<Outgoing> deadLetters(
      Set<SingleOutputStreamOperator<LedgerInput>> readers,
      SingleOutputStreamOperator<Change> changes) {
    DataStream<LostRecord> lost =
        sideOutputs(readers, DecodeEventsOperator.LOST)
            .union(changes.getSideOutput(LedgerOperator.LOST));
    return lost.map(new DeadLetterWriter(), CodecTypeInfo.of(OutgoingCodec.INSTANCE))
        .name("write-dead-letters")
        .uid("write-dead-letters")
        .setParallelism(1);
  }

  private void send(String name, DataStream<Outgoing> records, String topic) {
    records
        .sinkTo(
            OutgoingSink.of(
                settings.kafka(),
                topic,
                settings.transactionTimeout(),
                "ameles-" + settings.model() + "-" + name))
        .name(name)
        .uid(name)
        .setParallelism(1);
  }
}

package io.ameles.cli;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.ledger.LedgerMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ameles forget}. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Requests a deletion.",
      "",
      "Name a subject, examples (with their subject, unless they were sent without one), a label or"
          + " a task. Asking twice is harmless."
    })
final class ForgetCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Clock clock = Clock.systemUTC();

  @Mixin private Connection connection = new Connection();

  @Option(names = "--subject", paramLabel = "ID", description = "Forget this subject.")
  private @Nullable String subject;

  @Option(
      names = "--example",
      paramLabel = "ID",
      description = "Forget this example; may be repeated. With --subject: of that subject.")
  private @Nullable List<String> examples;

  @Option(names = "--label", paramLabel = "NAME", description = "Forget this label.")
  private @Nullable String label;

  @Option(names = "--task", paramLabel = "NAME", description = "Forget this task.")
  private @Nullable String task;

  @Option(
      names = "--permanent",
      description = "Also refuse, for ever, what occurs after this request.")
  private boolean permanent;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Stands in the receipt in clear; default: a random one, which is printed.")
  private @Nullable String requestId;

  @Option(names = "--wait", description = "Wait for the receipt and print it.")
  private boolean wait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws MalformedEventException {
    DeletionEvent deletion = deletion();
    warnInModeDigests(deletion.getScope());
    SortedMap<Integer, Long> sent;
    try (EventSender sender = new EventSender(connection.kafka(), connection.topics())) {
      sender.send(deletion);
      sent = sender.flush().get(connection.topics().deletionEvents());
    }
    if (!wait) {
      spec.commandLine().getOut().println(deletion.getRequestId());
      return ExitCode.OK;
    }
    int partition = sent.firstKey();
    return awaitReceipt(partition, sent.get(partition) - 1);
  }

  private DeletionEvent deletion() {
    return DeletionEvent.newBuilder()
        .setRequestId(requestId == null ? UUID.randomUUID().toString() : requestId)
        .setScope(scope())
        .setSubject(subject)
        .setExampleIds(examples == null ? List.of() : examples)
        .setLabel(label)
        .setTask(task)
        .setRequestedAt(clock.instant())
        .setPermanent(permanent)
        .build();
  }

  private DeletionScope scope() {
    boolean named = subject != null || examples != null;
    int scopes = (named ? 1 : 0) + (label != null ? 1 : 0) + (task != null ? 1 : 0);
    if (scopes != 1) {
      throw new ParameterException(
          spec.commandLine(), "Name what to forget: --subject, --example, --label or --task.");
    }
    if (label != null) {
      return DeletionScope.LABEL;
    }
    if (task != null) {
      return DeletionScope.TASK;
    }
    return examples == null ? DeletionScope.SUBJECT : DeletionScope.EXAMPLES;
  }

  /** Ids alone subtract nothing there, and this command cannot bring the examples. */
  private void warnInModeDigests(DeletionScope scope) {
    JobSettings settings = connection.settings();
    boolean needsExamples = scope == DeletionScope.SUBJECT || scope == DeletionScope.EXAMPLES;
    if (needsExamples && settings != null && settings.ledger() == LedgerMode.DIGESTS) {
      spec.commandLine()
          .getErr()
          .println(
              "Note: the ledger is in mode digests; if the scope has live examples, this will be"
                  + " refused. Send a deletion that brings them, see docs/formats.md.");
    }
  }

  /** By where the request lies: another request may have the same id. */
  private int awaitReceipt(int partition, long offset) throws MalformedEventException {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    Instant deadline = clock.instant().plus(PATIENCE);
    try (TopicReader receipts =
        new TopicReader(connection.kafka(), connection.topics().deletionReceipts())) {
      while (clock.instant().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> kafka : receipts.poll()) {
          DeletionReceipt receipt = codec.decode(kafka.value());
          if (receipt.getRequestPartition() == partition && receipt.getRequestOffset() == offset) {
            spec.commandLine().getOut().println(ReceiptTable.describe(receipt));
            return done(receipt) ? ExitCode.OK : Ameles.NOT_EQUAL;
          }
        }
      }
    }
    spec.commandLine()
        .getErr()
        .println(
            "No receipt within %s. Is the service running, is its checkpoint interval longer, or is the request among the dead letters?"
                .formatted(PATIENCE));
    return Ameles.UNAVAILABLE;
  }

  private static boolean done(DeletionReceipt receipt) {
    return receipt.getStatus() == ReceiptStatus.COMPLETED
        || receipt.getStatus() == ReceiptStatus.REPEATED;
  }
}

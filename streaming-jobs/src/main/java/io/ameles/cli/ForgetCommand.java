package io.ameles.cli;

import io.ameles.client.EventSender;
import io.ameles.client.IdFile;
import io.ameles.client.ReceiptLog;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.ledger.LedgerMode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
      "Requests a deletion, or decides on one that is held.",
      "",
      "Name a subject, examples (with their subject, unless they were sent without one), a label or"
          + " a task. Asking twice is harmless."
    })
final class ForgetCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a request holds beside ids: its own id, those of the whole and the subject, signature. */
  private static final int OTHER_BYTES = 4_096;

  /** What a broker takes unless told otherwise, less the record's own overhead. */
  private static final int BROKER_BYTES = 1_000_000;

  private static final int LONGEST_BULK_ID = 250;

  private final Clock clock = Clock.systemUTC();

  @Mixin private Connection connection = new Connection();

  @Mixin private ForgetTarget target = new ForgetTarget();

  @Mixin private RequestTerms terms = new RequestTerms();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Stands in the receipt in clear; default: a random one, which is printed.")
  private @Nullable String requestId;

  @Option(
      names = "--wait",
      description =
          "Wait until the request is answered (applied, held or refused), and print the receipt.")
  private boolean wait;

  @Option(
      names = "--wait-sealed",
      description =
          "Wait until nothing of this service holds what was removed, and print the receipt; tells"
              + " every step on the way.")
  private boolean waitSealed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws MalformedEventException {
    DeletionScope scope = target.scope();
    if (terms.isAboutAnother() && requestId == null) {
      throw new ParameterException(
          spec.commandLine(), "Say which request you mean, with --request-id.");
    }
    boolean legalHold =
        terms.action() == RequestAction.PLACE_LEGAL_HOLD
            || terms.action() == RequestAction.LIFT_LEGAL_HOLD;
    if (legalHold && (target.isBulk() || scope == DeletionScope.EXAMPLES)) {
      throw new ParameterException(
          spec.commandLine(), "A legal hold names one subject, label or task.");
    }
    warnInModeDigests(scope);
    String id = requestId == null ? UUID.randomUUID().toString() : requestId;
    return target.isBulk() ? sendParts(id) : sendOne(id);
  }

  private int sendOne(String id) throws MalformedEventException {
    DeletionEvent request =
        terms
            .signature(connection)
            .apply(dated(id, target.describe(DeletionEvent.newBuilder().setRequestId(id))).build());
    SortedMap<Integer, Long> sent;
    try (EventSender sender = new EventSender(connection.kafka(), connection.topics())) {
      sender.send(request);
      sent = sender.flush().get(connection.topics().deletionEvents());
    }
    if (!wait && !waitSealed) {
      spec.commandLine().getOut().println(id);
      return ExitCode.OK;
    }
    int partition = sent.firstKey();
    long offset = sent.get(partition) - 1;
    return waitSealed
        ? awaitEnd(LifeWatch.at(partition, offset, spec.commandLine().getErr()))
        : awaitReceipt(partition, offset);
  }

  /** Everything but what it is about. */
  private DeletionEvent.Builder dated(String firstId, DeletionEvent.Builder request) {
    DeletionEvent.Builder described = terms.describe(request);
    Instant requestedAt = terms.requestedAt();
    if (requestedAt != null) {
      return described.setRequestedAt(requestedAt);
    }
    if (!terms.isAboutAnother()) {
      return described.setRequestedAt(clock.instant());
    }
    DeletionReceipt meant = receiptOf(firstId);
    return described.setRequestedAt(meant.getRequestedAt()).setPermanent(meant.getPermanent());
  }

  private DeletionReceipt receiptOf(String id) {
    return ReceiptLog.read(connection.kafka(), connection.topics().deletionReceipts()).stream()
        .filter(receipt -> receipt.getRequestId().equals(id))
        .filter(receipt -> receipt.getStage() != ReceiptStage.REFUSED)
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                new AmelesException(
                    ErrorCode.NOT_FOUND,
                    "No receipt is about request %s; say when it was requested, with --requested-at."
                        .formatted(id)));
  }

  private int sendParts(String id) throws MalformedEventException {
    if (id.length() > LONGEST_BULK_ID) {
      throw new ParameterException(
          spec.commandLine(),
          "--request-id: at most %d characters with ids from a file.".formatted(LONGEST_BULK_ID));
    }
    try (IdFile ids = target.ids()) {
      IdFile.PartSize size = partSize();
      int count = ids.parts(size);
      if (count == 0 || count > IntakeRules.MAX_PARTS) {
        throw new AmelesException(
            ErrorCode.CONFIGURATION,
            "The ids make %d parts; 1 to %d can be sent as one request."
                .formatted(count, IntakeRules.MAX_PARTS));
      }
      BulkProgress progress = send(id, ids, size, count);
      if (!wait && !waitSealed) {
        spec.commandLine().getOut().println(id);
        return ExitCode.OK;
      }
      int answered = awaitParts(progress);
      return waitSealed && progress.changedSomething()
          ? awaitEnd(LifeWatch.ofWhole(id, spec.commandLine().getErr()))
          : answered;
    }
  }

  private BulkProgress send(String id, IdFile ids, IdFile.PartSize size, int count) {
    UnaryOperator<DeletionEvent> signature = terms.signature(connection);
    DeletionEvent.Builder common = dated(id + "/1", DeletionEvent.newBuilder());
    String topic = connection.topics().deletionEvents();
    int[] index = {0};
    try (EventSender sender = new EventSender(connection.kafka(), connection.topics())) {
      ids.forEachPart(
          size,
          part -> {
            index[0]++;
            sender.send(
                signature.apply(
                    target
                        .describe(part, DeletionEvent.newBuilder(common))
                        .setRequestId(id + "/" + index[0])
                        .setBulk(new BulkPart(id, index[0], count))
                        .build()));
          });
      SortedMap<Integer, Long> ends = sender.flush().get(topic);
      PrintWriter err = spec.commandLine().getErr();
      err.println("%d parts sent".formatted(count));
      return new BulkProgress(id, count, sender.first(topic), ends, err);
    }
  }

  private IdFile.PartSize partSize() {
    JobSettings settings = connection.settings();
    int most = settings == null ? BROKER_BYTES : settings.intake().maxEventBytes();
    int bytes = Math.min(most, BROKER_BYTES) - OTHER_BYTES;
    if (bytes < 1_024) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "intake.max-event-bytes is too small for ids from a file; it must be at least %d."
              .formatted(OTHER_BYTES + 1_024));
    }
    int ids =
        target.scope() == DeletionScope.EXAMPLES
            ? IntakeRules.MAX_EXAMPLES
            : IntakeRules.MAX_SUBJECTS;
    return new IdFile.PartSize(ids, bytes);
  }

  /** Ids alone subtract nothing there, and this command cannot bring the examples. */
  private void warnInModeDigests(DeletionScope scope) {
    JobSettings settings = connection.settings();
    boolean needsExamples = scope == DeletionScope.SUBJECT || scope == DeletionScope.EXAMPLES;
    boolean deletes =
        terms.action() == RequestAction.FORGET || terms.action() == RequestAction.CONFIRM;
    if (needsExamples && deletes && settings != null && settings.ledger() == LedgerMode.DIGESTS) {
      spec.commandLine()
          .getErr()
          .println(
              "Note: the ledger is in mode digests; if the scope has live examples, this will be"
                  + " refused. Send a deletion that brings them, see docs/formats.md.");
    }
  }

  private int awaitReceipt(int partition, long offset) throws MalformedEventException {
    SingleAnswer answer = new SingleAnswer(partition, offset);
    if (!watch().await(answer)) {
      return noAnswer();
    }
    spec.commandLine().getOut().println(ReceiptTable.describe(answer.receipt()));
    return isDone(answer.receipt()) ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  private int awaitEnd(LifeWatch life) throws MalformedEventException {
    boolean over = watch().await(life);
    DeletionReceipt newest = life.newest();
    if (newest == null) {
      return noAnswer();
    }
    spec.commandLine().getOut().println(ReceiptTable.describe(newest));
    if (!over) {
      spec.commandLine()
          .getErr()
          .println(
              "Nothing has happened for %s; ameles receipts tells how it goes on."
                  .formatted(PATIENCE));
      return Ameles.UNAVAILABLE;
    }
    return isDone(newest) ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  private int awaitParts(BulkProgress progress) throws MalformedEventException {
    boolean answered = watch().await(progress);
    spec.commandLine().getOut().println(progress.summary());
    if (!answered) {
      return noAnswer();
    }
    return progress.isDone() ? ExitCode.OK : Ameles.NOT_EQUAL;
  }

  private AnswerWatch watch() {
    return new AnswerWatch(connection, clock, PATIENCE);
  }

  private int noAnswer() {
    spec.commandLine()
        .getErr()
        .println(
            "No receipt within %s. Is the service running, is its checkpoint interval longer, or is the request among the dead letters?"
                .formatted(PATIENCE));
    return Ameles.UNAVAILABLE;
  }

  /** A word about another request is done when it was heeded. */
  private boolean isDone(DeletionReceipt receipt) {
    return switch (terms.action()) {
      case FORGET, CONFIRM ->
          receipt.getStatus() == ReceiptStatus.COMPLETED
              || receipt.getStatus() == ReceiptStatus.REPEATED;
      case EXTEND -> receipt.getStage() == ReceiptStage.EXTENDED;
      case PLACE_LEGAL_HOLD -> receipt.getStage() == ReceiptStage.LEGAL_HOLD_PLACED;
      case LIFT_LEGAL_HOLD -> receipt.getStage() == ReceiptStage.LEGAL_HOLD_LIFTED;
      case DECLINE ->
          receipt.getRefusals().stream().anyMatch(reason -> "DECLINED".equals(reason.getCode()));
    };
  }
}

package io.ameles.cli;

import io.ameles.client.TopicReader;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SingleObjectCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads receipts until there is an answer. */
final class AnswerWatch {
  /** What becomes of a request when it is read; later receipts tell how it goes on. */
  private static final Set<ReceiptStage> ANSWERS =
      EnumSet.of(
          ReceiptStage.APPLIED,
          ReceiptStage.HELD,
          ReceiptStage.REFUSED,
          ReceiptStage.REPEATED,
          ReceiptStage.EXTENDED,
          ReceiptStage.LEGAL_HOLD_PLACED,
          ReceiptStage.LEGAL_HOLD_LIFTED);

  private final Connection connection;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience how long to wait for the next answer
   */
  AnswerWatch(Connection connection, Clock clock, Duration patience) {
    this.connection = connection;
    this.clock = clock;
    this.patience = patience;
  }

  /** What is waited for. */
  interface Answers {
    /** Which receipts are of interest. */
    default Set<ReceiptStage> stages() {
      return ANSWERS;
    }

    /** Takes a receipt of interest; true if it was one of those waited for. */
    boolean add(DeletionReceipt receipt);

    /** Whether nothing else is waited for. */
    boolean complete();
  }

  /**
   * Waits for answers; patience begins again with each.
   *
   * @return whether all came
   */
  boolean await(Answers answers) throws MalformedEventException {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    Instant deadline = clock.instant().plus(patience);
    try (TopicReader receipts =
        new TopicReader(connection.kafka(), connection.topics().deletionReceipts())) {
      while (!answers.complete() && clock.instant().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> kafka : receipts.poll()) {
          DeletionReceipt receipt = codec.decode(kafka.value());
          if (answers.stages().contains(receipt.getStage()) && answers.add(receipt)) {
            deadline = clock.instant().plus(patience);
          }
        }
      }
    }
    return answers.complete();
  }
}

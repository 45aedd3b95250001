package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All receipts of a model. */
public final class ReceiptLog {
  private ReceiptLog() {}

  /**
   * Reads every committed receipt, in the order of their numbers.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic of the receipts
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if one cannot be read
   */
  public static List<DeletionReceipt> read(Properties kafka, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(kafka, topic)) {
      reader.readAll(records::add);
    }
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    List<DeletionReceipt> receipts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafkaRecord : records) {
      try {
        receipts.add(codec.decode(kafkaRecord.value()));
      } catch (MalformedEventException e) {
        throw new AmelesException(
            ErrorCode.CORRUPT_FILE,
            "The receipt at partition %d offset %d of %s cannot be read: %s"
                .formatted(kafkaRecord.partition(), kafkaRecord.offset(), topic, e.getMessage()),
            e);
      }
    }
    receipts.sort(Comparator.comparingLong(DeletionReceipt::getSequence));
    return receipts;
  }
}

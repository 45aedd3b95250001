package io.ameles.client;

import io.ameles.model.verify.LogRecord;
import io.ameles.model.verify.RecordLog;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The part of a topic that a version reflects, for the audit. */
public final class TopicLog implements RecordLog {
  private final Properties kafka;
  private final String topic;
  private final SortedMap<Integer, Long> ends;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to read
   * @param ends per partition: the offset after the last record that the version reflects
   */
  public TopicLog(Properties kafka, String topic, SortedMap<Integer, Long> ends) {
    this.kafka = kafka;
    this.topic = topic;
    this.ends = new TreeMap<>(ends);
  }

  @Override
  public void forEach(Consumer<LogRecord> reader) {
    try (TopicReader records = new TopicReader(kafka, topic)) {
      records.readUntil(
          ends,
          kafkaRecord ->
              reader.accept(
                  new LogRecord(
                      kafkaRecord.partition(),
                      kafkaRecord.offset(),
                      kafkaRecord.timestamp(),
                      kafkaRecord.value())));
    }
  }
}

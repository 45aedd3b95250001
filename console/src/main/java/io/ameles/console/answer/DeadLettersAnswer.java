package io.ameles.console.answer;

import io.ameles.console.picture.DeadLetterBook;
import io.ameles.console.picture.Picture;
import java.util.List;

/**
 * Dead letters, without what they hold.
 *
 * @param codes how many of each kind
 * @param recent the newest first
 */
public record DeadLettersAnswer(List<Code> codes, List<Letter> recent) {
  /**
   * Letters of one kind.
   *
   * @param code stable, see docs/formats.md
   * @param topic where the records were read
   * @param count how many
   * @param lastAt Kafka's timestamp of the newest
   * @param message of the newest
   */
  public record Code(String code, String topic, long count, String lastAt, String message) {}

  /**
   * One letter.
   *
   * @param topic where the record was read
   * @param partition where the record was read
   * @param offset where the record was read
   * @param recordedAt Kafka's timestamp of the record
   * @param code stable, see docs/formats.md
   * @param message what was wrong and what to do
   * @param size bytes of the record's value; -1 if there is none
   */
  public record Letter(
      String topic,
      int partition,
      long offset,
      String recordedAt,
      String code,
      String message,
      int size) {}

  /** As of now. */
  public static DeadLettersAnswer of(Picture picture) {
    return picture.look(
        books ->
            new DeadLettersAnswer(
                books.deadLetters().counts().stream().map(DeadLettersAnswer::code).toList(),
                books.deadLetters().recent().stream().map(DeadLettersAnswer::letter).toList()));
  }

  private static Code code(DeadLetterBook.Count count) {
    return new Code(
        count.code(), count.topic(), count.count(), Times.of(count.lastAt()), count.message());
  }

  private static Letter letter(DeadLetterBook.Letter letter) {
    return new Letter(
        letter.topic(),
        letter.partition(),
        letter.offset(),
        Times.of(letter.recordedAt()),
        letter.code(),
        letter.message(),
        letter.size());
  }
}

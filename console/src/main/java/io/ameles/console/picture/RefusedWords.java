package io.ameles.console.picture;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.Refusal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words about a request that were refused: a confirmation, an extension, or the same request once
 * more. They change nothing of the request, which stays held, or carried out. The newest {@value
 * #MOST} are kept.
 *
 * <p>NOT thread-safe.
 */
final class RefusedWords {
  private static final int MOST = 4;

  /** Code of the only refusal that ends a request that was not refused at first. */
  private static final String DECLINED = "DECLINED";

  private List<Request.Refused> newest = List.of();

  /**
   * @param receipt not the first about its request
   */
  static boolean isOne(DeletionReceipt receipt) {
    return receipt.getStage() == ReceiptStage.REFUSED
        && receipt.getRefusals().stream().map(Refusal::getCode).noneMatch(DECLINED::equals);
  }

  void take(DeletionReceipt receipt) {
    Stream<Request.Refused> word = receipt.getRefusals().stream().limit(1).map(Request::refused);
    List<Request.Refused> all = Stream.concat(newest.stream(), word).toList();
    newest = all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  List<Request.Refused> newest() {
    return newest;
  }
}

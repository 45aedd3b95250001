package io.ameles.cli;

import io.ameles.client.ReceiptLog;
import io.ameles.schema.DeletionReceipt;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles receipts}. */
@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    description = "Lists the receipts of deletions, oldest first.")
final class ReceiptsCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Only receipts of this request, in full.")
  private @Nullable String requestId;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<DeletionReceipt> receipts =
        ReceiptLog.read(connection.kafka(), connection.topics().deletionReceipts());
    if (requestId == null && !json) {
      out.println(ReceiptTable.header());
    }
    for (DeletionReceipt receipt : receipts) {
      if (requestId == null || requestId.equals(receipt.getRequestId())) {
        out.println(format(receipt));
      }
    }
    return ExitCode.OK;
  }

  private String format(DeletionReceipt receipt) {
    if (json) {
      return receipt.toString(); // Avro records print themselves as JSON
    }
    return requestId == null ? ReceiptTable.row(receipt) : ReceiptTable.describe(receipt);
  }
}

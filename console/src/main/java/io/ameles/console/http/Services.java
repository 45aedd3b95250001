package io.ameles.console.http;

import io.ameles.client.PredictionDesk;
import io.ameles.console.answer.Exposition;
import io.ameles.console.answer.States;
import io.ameles.console.answer.VersionBook;
import io.ameles.console.desk.DeletionDesk;
import io.ameles.console.desk.ReceiptCheck;
import io.ameles.console.picture.Picture;
import io.ameles.console.tail.Lookout;
import io.ameles.console.tail.Tail;
import io.ameles.console.tail.Topics;
import java.time.Clock;

/**
 * What the routes need to answer.
 *
 * @param model its name
 * @param receiptsTopic where receipts are
 * @param picture what the topics say
 * @param tail that fills it
 * @param lookout for versions and for how far the inputs go
 * @param versions of the model store
 * @param states how the model is
 * @param exposition for Prometheus
 * @param topics to read single records from
 * @param predictions asks the model
 * @param deletions takes requests to forget
 * @param receipts verifies receipts
 * @param clock the time
 */
public record Services(
    String model,
    String receiptsTopic,
    Picture picture,
    Tail tail,
    Lookout lookout,
    VersionBook versions,
    States states,
    Exposition exposition,
    Topics topics,
    PredictionDesk predictions,
    DeletionDesk deletions,
    ReceiptCheck receipts,
    Clock clock) {}

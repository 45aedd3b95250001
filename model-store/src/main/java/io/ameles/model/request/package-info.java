/**
 * Who may ask for what. {@link io.ameles.model.request.RequestStatement} is the form of a request
 * that is signed, {@link io.ameles.model.request.RequestSigner} signs it, and {@link
 * io.ameles.model.request.Requesters} tells whether it was signed by somebody who may ask for it.
 * {@link io.ameles.model.request.RequestRefusal} names every reason for which a request is not
 * carried out before anybody looks at the examples that it concerns.
 */
@NullMarked
package io.ameles.model.request;

import org.jspecify.annotations.NullMarked;

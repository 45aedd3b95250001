/**
 * Signatures. {@link io.ameles.model.sign.CanonicalJson} gives every value exactly one form in
 * bytes, {@link io.ameles.model.sign.Signer} signs bytes, {@link
 * io.ameles.model.sign.VerificationKey} checks what was signed. Keys are Ed25519 keys (RFC 8032) as
 * JSON Web Keys (RFC 7517, RFC 8037) in files.
 */
@NullMarked
package io.ameles.model.sign;

import org.jspecify.annotations.NullMarked;

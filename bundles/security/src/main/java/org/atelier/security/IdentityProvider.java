package org.atelier.security;

import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The port to a place elsewhere where people prove who they are. It knows no accounts. */
@ConsumerType
public interface IdentityProvider {
    /** What is offered to people; empty where nothing is configured, and then nothing else here is called. */
    Optional<Offer> offer();

    /** Where a browser has to go to prove who holds it. */
    Asked ask(Question question);

    /**
     * Redeems what the browser brought back, and verifies everything the provider says.
     *
     * @param question as it was asked
     * @param issuer who answers, if the answer says so
     */
    Answer redeem(String code, Optional<String> issuer, Question question);

    /**
     * Where a browser has to go to be signed out there; empty if the provider says nothing of that, or does not answer.
     *
     * @param back the address of ours to which the browser comes back
     */
    Optional<URI> leave(URI back);

    /**
     * What is offered.
     *
     * @param label what the button says
     * @param place the host of the provider, for sentences
     * @param issuer what the provider calls itself
     */
    record Offer(String label, String place, String issuer) {}

    /**
     * What makes one answer fit one browser; random, of 43 characters of base64url each.
     *
     * @param back the address of ours to which the browser comes back
     */
    record Question(URI back, String state, String nonce, String verifier) {
        @Override
        public String toString() {
            return "Question[back=" + back + "]";
        }
    }

    /** What came of asking. */
    sealed interface Asked {
        record Send(URI to) implements Asked {}

        /** The provider does not answer, or not as agreed; logged already. */
        record Away() implements Asked {}
    }

    /** What came of redeeming. */
    sealed interface Answer {
        /**
         * Proved.
         *
         * @param name what an account of theirs is called, if the provider vouches for that
         * @param displayName what people call them, as told
         */
        record Proved(String issuer, String subject, Optional<String> name, Optional<String> displayName)
                implements Answer {}

        /** Not proved. @param why for the log, without anything secret */
        record Refused(String why) implements Answer {}

        /** The provider does not answer; logged already. */
        record Away() implements Answer {}
    }
}

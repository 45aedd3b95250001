# The console: Java and what `mvn package` leaves under streaming-jobs/target/dist. Build it from the
# repository's root with: docker build -f docker/console.Dockerfile -t ameles-console .
# check-layout.sh reads the COPY instructions of this file; keep their form.
ARG FLINK_IMAGE=flink:2.2.1-java17
FROM ${FLINK_IMAGE}

COPY streaming-jobs/target/dist/lib/ /opt/ameles/lib/
COPY streaming-jobs/jvm.options /opt/ameles/jvm.options
COPY --chmod=755 ameles /opt/ameles/ameles
COPY --chmod=755 docker/run-console.sh /opt/ameles/run-console.sh

# Named volumes take their owner from the image, whichever of the containers is made first.
USER root
RUN mkdir -p /var/lib/ameles/models && chown -R flink:flink /var/lib/ameles
USER flink
WORKDIR /opt/ameles

# Natives come from the jars above and from nowhere else; they are unpacked here.
ENV DJL_OFFLINE=true \
    DJL_CACHE_DIR=/tmp/djl

ENTRYPOINT ["/opt/ameles/run-console.sh"]

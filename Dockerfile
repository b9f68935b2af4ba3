# The images of the two daemons, from one build: targets producer and consumer.
# A layer for each speed of change: base image, libraries, our own classes. Nothing here needs BuildKit.

FROM maven:3.9.16-eclipse-temurin-17 AS libraries
WORKDIR /src

# All that Maven downloads depends on these files alone, so that a change of code downloads nothing.
COPY pom.xml ./
COPY .mvn .mvn/
COPY common/pom.xml common/
COPY sql/pom.xml sql/
COPY producer/pom.xml producer/
COPY consumer/pom.xml consumer/
COPY stack/pom.xml stack/
COPY demo-app/pom.xml demo-app/
COPY benchmark/pom.xml benchmark/
COPY e2e/pom.xml e2e/
COPY LICENSE ./
COPY common/src/main/resources/META-INF/NOTICE common/src/main/resources/META-INF/
# A build of one small class a module makes Maven fetch every plugin, check and library that the real one takes;
# `dependency:go-offline` would leave out Error Prone, the formatter and the shader's.
RUN for module in common sql producer consumer stack; do \
      mkdir -p "$module/src/main/java/stub" "$module/src/test/java/stub" \
      && printf 'package stub;\n\ninterface Main {}\n' > "$module/src/main/java/stub/Main.java" \
      && printf 'package stub;\n\ninterface Test {}\n' > "$module/src/test/java/stub/Test.java" || exit 1; \
    done \
    && mvn -B -ntp -q package dependency:copy-dependencies -DskipTests -pl producer,consumer -am \
         -DincludeScope=runtime -DexcludeGroupIds=io.geostream \
    && mv producer/target/dependency /lib-producer \
    && mv consumer/target/dependency /lib-consumer \
    && rm -rf */src */target

FROM libraries AS build
COPY . .
RUN mvn -B -ntp -q --offline package -DskipTests -pl producer,consumer -am \
    # The shader keeps the jar without the libraries under this name.
    && mkdir /app-producer /app-consumer \
    && cp common/target/common-*[0-9].jar /app-producer/common.jar \
    && cp producer/target/original-producer.jar /app-producer/producer.jar \
    && cp common/target/common-*[0-9].jar /app-consumer/common.jar \
    && cp sql/target/sql-*[0-9].jar /app-consumer/sql.jar \
    && cp consumer/target/original-consumer.jar /app-consumer/consumer.jar

FROM eclipse-temurin:17.0.19_10-jre-noble AS runtime
LABEL org.opencontainers.image.vendor="geostream" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:17.0.19_10-jre-noble"
WORKDIR /app
COPY docker/daemon/ready.sh LICENSE jvm.options ./
# A number, so that an orchestrator can see that it is not root; no such user has to exist.
USER 10001:10001
# The default address is 127.0.0.1, which is unreachable from outside of the container.
ENV HTTP_HOST=0.0.0.0 \
    LANG=C.UTF-8

FROM runtime AS producer
LABEL org.opencontainers.image.title="geostream producer" \
      org.opencontainers.image.description="Publishes weather readings to Kafka, made up or from a file."
EXPOSE 8001
COPY --from=libraries /lib-producer lib/
COPY --from=build /app-producer ./
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/app/ready.sh", "8001"]
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:MaxRAMPercentage=60", "-cp", "/app/*:/app/lib/*", "io.geostream.producer.ProducerCommand"]

FROM runtime AS consumer
LABEL org.opencontainers.image.title="geostream consumer" \
      org.opencontainers.image.description="Writes readings from Kafka into a TimescaleDB hypertable, each exactly once."
EXPOSE 8000
COPY --from=libraries /lib-consumer lib/
COPY --from=build /app-consumer ./
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/app/ready.sh", "8000"]
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:MaxRAMPercentage=60", "-cp", "/app/*:/app/lib/*", "io.geostream.consumer.ConsumerCommand"]

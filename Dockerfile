# The service in an image. Node's version satisfies `engines` in package.json.
FROM node:22-bookworm-slim AS build
# For better-sqlite3, where no prebuilt binary fits. Which versions Debian has today matters to no one.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Dependencies change less often than sources: this layer is kept while the lock file stays.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY buf.yaml buf.gen.yaml tsconfig.json ./
COPY third_party third_party
COPY proto proto
COPY scripts scripts
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    COLLOQUY_DATA_DIR=/data \
    COLLOQUY_GRPC_ADDRESS=0.0.0.0:50051 \
    COLLOQUY_WEB_ADDRESS=0.0.0.0:8080
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY embeddings embeddings
COPY playbooks playbooks
RUN mkdir /data && chown node:node /data
# The user `node`, as a number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 50051 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "dist/cli/main.js", "health"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve"]

FROM node:24-slim
WORKDIR /oceanid
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY bin bin
COPY catalog catalog
COPY indexer indexer
COPY api api
COPY federation federation
COPY cli cli
COPY library library
COPY mappings mappings
COPY web web
COPY fixtures fixtures
# A volume here keeps a SQLite catalogue; all else may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080
ENTRYPOINT ["node", "/oceanid/bin/oceanid.js"]
CMD ["serve", "--host", "0.0.0.0"]

# One image for web, worker, beat and the one-off "prepare". It holds no secrets and no data.
FROM python:3.11-slim

# Pango draws the official report; the two Debian names are those `./portal` asks for.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --uid 10001 --home-dir /srv investportal \
    && install -d -o investportal -g investportal /srv/data /srv/anchors

WORKDIR /srv/portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    FILES_ROOT=/srv/data/files STATIC_ROOT=/srv/data/static \
    ANCHORS_ROOT=/srv/anchors LOG_FORMAT=json

COPY requirements/prod.lock requirements/prod.lock
RUN pip install --no-cache-dir --require-hashes -r requirements/prod.lock

COPY . .
# The compiled translations belong to the image; static files to the volume, made by "prepare".
RUN SECRET_KEY=only-while-building-this-image-0123456789-abcdefghijklm \
    python manage.py compile_translations

USER investportal
EXPOSE 8000
CMD ["gunicorn", "-c", "python:investportal.web_server", "--bind", "0.0.0.0:8000", "investportal.wsgi"]

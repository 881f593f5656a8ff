#!/usr/bin/env bash
# Fetches photographs with metadata into FOLDER, one folder a package, from the sources of Debian's packages that carry
# them for their own tests: samples.sh FOLDER. Installs exiftool and Pillow, which are the outside witnesses. The samples
# are under the licences of their packages and are not kept with this crate.
set -euo pipefail
folder=${1:?samples.sh FOLDER}
packages=(
  exiv2 gexiv2 golang-github-disintegration-imaging golang-github-rwcarlsen-goexif jhead libexif libimage-exiftool-perl
  libjpeg-turbo libmetadata-extractor-java libpng1.6 libwebp php8.2 piexif pillow
)
# ianare/exif-samples, where it lies beside the checkout: photographs of many cameras and phones.
cameras=$(cd "$(dirname "$0")/../../.." && pwd)/../shared/data/vectors/exif-samples
mkdir -p "$folder"
cd "$folder"
if [ -d "$cameras" ]; then
  mkdir -p exif-samples && cp -R --no-preserve=mode "$cameras/." exif-samples
  echo "exif-samples: $(find exif-samples -type f | wc -l)"
else
  echo "exif-samples: not run, they are not in ../shared/data"
fi

if ! command -v exiftool >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libimage-exiftool-perl >/dev/null
fi
if ! .python/bin/python -c 'import PIL' 2>/dev/null; then
  python3 -m venv .python && .python/bin/pip install -q pillow
fi

# Sources from where this machine has its packages, in lists of their own: the machine's are left as they are.
mkdir -p .apt/lists/partial .apt/archives/partial
# shellcheck disable=SC2016 # apt's own variables
apt-get indextargets --format 'deb-src $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 'Label: Debian' |
  sort -u >.apt/sources.list
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$PWD/.apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$PWD/.apt/lists" -o "Dir::Cache=$PWD/.apt" -o APT::Sandbox::User=root)
[ -n "$(find .apt/lists -name '*Sources*' -print -quit)" ] || "${apt[@]}" update

for package in "${packages[@]}"; do
  [ -d "$package" ] && continue
  rm -rf .apt/new && mkdir -p .apt/new/pictures
  if ! (cd .apt/new && "${apt[@]}" source --download-only --tar-only "$package" >/dev/null); then
    echo "$package: not to be had" >&2
    continue
  fi
  for archive in .apt/new/*.orig.tar.*; do
    # tar complains of each kind that the archive has none of.
    tar -xf "$archive" -C .apt/new/pictures --no-same-owner --wildcards --wildcards-match-slash --ignore-case \
      '*.jpg' '*.jpeg' '*.png' '*.webp' '*.mpo' '*.heic' '*.avif' '*.gif' '*.tif' '*.tiff' '*.jp2' 2>/dev/null || true
  done
  mv .apt/new/pictures "$package"
  echo "$package: $(find "$package" -type f | wc -l)"
done

# The same images as where they are pulled.
source enterprise/images.check.sh

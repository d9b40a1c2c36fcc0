# Takes the site off; nginx and its other sites stay.

rm -f /etc/nginx/sites-enabled/ngs.conf
reload

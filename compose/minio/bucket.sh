#!/bin/sh
# Makes the bucket, and the user that svc-media is: it reads and writes that bucket and nothing else. Safe to run again; a
# secret that has changed becomes the user's.
set -eu
secrets=${SECRETS:-/run/secrets}
MC_HOST_store="http://twite:$(cat "$secrets/minio_password")@minio:9000"
export MC_HOST_store

mc mb --ignore-existing "store/$BUCKET"
cat >/tmp/policy.json <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::$BUCKET"]},
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "Resource": ["arn:aws:s3:::$BUCKET/*"]}
  ]
}
POLICY
mc admin policy create store svc-media /tmp/policy.json
# Name and secret by standard input, so that they are in no command line.
printf 'svc-media\n%s\n' "$(cat "$secrets/s3_secret_key")" | mc admin user add store
# Attaching what is attached is refused. The image has no grep.
case $(mc admin user info store svc-media --json) in
  *'"policyName":"svc-media"'*) ;;
  *) mc admin policy attach store svc-media --user svc-media ;;
esac
echo "The bucket $BUCKET is there."

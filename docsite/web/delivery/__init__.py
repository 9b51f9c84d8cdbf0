"""What is built, made ready to be sent: few files, small pages, and a policy that lets nothing else run."""
